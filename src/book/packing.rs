//! Deflating a long part while it is still being written: in pieces of a fixed size, each on a thread of its own, so
//! that the same text gives the same bytes whatever the number of threads.

use flate2::{Compress, CompressError, Compression, Crc, FlushCompress};
use std::collections::VecDeque;
use std::thread::{self, JoinHandle};

use super::ZIP_LEVEL;

/// A piece is packed once it is this long: long enough that what the next one cannot look back at does not matter.
const PIECE_BYTES: usize = 512 * 1024;

/// So many pieces stay as they are; what comes behind them is put together in blocks of so many bytes, which every
/// allocator takes from the system and gives back to it.
const PIECES_ALONE: usize = 64;
const BLOCK_BYTES: usize = 33 << 20;

/// A piece of a part, deflated so that pieces put behind each other are one stream.
pub(super) struct Packed {
    pub deflated: Vec<u8>,
    pub crc: Crc,
    /// Before packing.
    pub n_bytes: usize,
}

/// A part under way.
#[derive(Default)]
pub(super) struct Packing {
    text: Vec<u8>,
    packed: Vec<Result<Packed, CompressError>>,
    under_way: VecDeque<JoinHandle<Result<Packed, CompressError>>>,
}

impl Packing {
    /// The end of the part, to write more behind; [`Packing::text_grew`] afterwards.
    pub fn text(&mut self) -> &mut Vec<u8> {
        &mut self.text
    }

    /// Packs what was written once it is enough.
    pub fn text_grew(&mut self) {
        if self.text.len() < PIECE_BYTES {
            return;
        }
        let room = Vec::with_capacity(self.text.capacity());
        let piece = std::mem::replace(&mut self.text, room);
        let n_threads = thread::available_parallelism().map_or(1, usize::from);
        while self.under_way.len() >= n_threads {
            self.wait_for_first();
        }
        // A copy stays for the case that the system gives no thread.
        let shared = std::sync::Arc::new(piece);
        let theirs = shared.clone();
        match thread::Builder::new().spawn(move || packed(&theirs, Place::Within)) {
            Ok(handle) => self.under_way.push_back(handle),
            Err(_) => {
                while !self.under_way.is_empty() {
                    self.wait_for_first();
                }
                self.keep(packed(&shared, Place::Within));
            }
        }
    }

    fn wait_for_first(&mut self) {
        let Some(first) = self.under_way.pop_front() else { return };
        match first.join() {
            Ok(packed) => self.keep(packed),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    /// Pieces of a long list are put together in blocks: thousands of small ones would be given back to the allocator and
    /// not to the system, while the package that they are copied into grows beside them.
    fn keep(&mut self, piece: Result<Packed, CompressError>) {
        if let (Some(Ok(block)), Ok(piece)) = (self.packed.last_mut(), &piece)
            && piece.deflated.len() <= block.deflated.capacity() - block.deflated.len()
        {
            block.deflated.extend_from_slice(&piece.deflated);
            block.crc.combine(&piece.crc);
            block.n_bytes += piece.n_bytes;
            return;
        }
        let is_long = self.packed.len() >= PIECES_ALONE;
        self.packed.push(piece.map(|mut piece| {
            if is_long {
                piece.deflated.reserve_exact(BLOCK_BYTES);
            }
            piece
        }));
    }

    /// All pieces in their order.
    ///
    /// # Errors
    /// Those of [`packed`].
    pub fn finish(mut self) -> Result<Vec<Packed>, CompressError> {
        let rest = std::mem::take(&mut self.text);
        let last = packed(&rest, Place::Within);
        while !self.under_way.is_empty() {
            self.wait_for_first();
        }
        self.keep(last);
        self.packed.into_iter().collect()
    }
}

/// Where a piece stands in its part.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Within,
    Last,
}

/// Deflates one piece.
///
/// # Errors
/// The deflater's own; with all text at hand and room to write it has none to tell of.
pub(super) fn packed(text: &[u8], place: Place) -> Result<Packed, CompressError> {
    let mut crc = Crc::new();
    crc.update(text);
    let mut deflater = Compress::new(Compression::new(u32::from(ZIP_LEVEL)), false);
    let flush = match place {
        Place::Within => FlushCompress::Sync,
        Place::Last => FlushCompress::Finish,
    };
    let mut deflated = Vec::with_capacity(text.len() / 6 + 64);
    loop {
        let at = deflater.total_in() as usize;
        deflater.compress_vec(&text[at..], &mut deflated, flush)?;
        // Room left over says that nothing is held back.
        if deflater.total_in() as usize == text.len() && deflated.len() < deflated.capacity() {
            // Pieces are held until the last one is written.
            deflated.shrink_to_fit();
            return Ok(Packed { deflated, crc, n_bytes: text.len() });
        }
        deflated.reserve(deflated.capacity().max(64));
    }
}
