//! Unpacks a part of a container at once, from bytes that are all there. A workbook has a dozen parts, most of them small,
//! and making an inflater costs as much as unpacking one of those: each thread keeps its own.

use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::cell::RefCell;

thread_local! {
    static INFLATER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// The bytes that `packed` holds, to the end of its stream; of more than `most` bytes only the first that are too many.
/// `expected` is how many there may be, a hint only.
///
/// `None` when the stream is damaged or cut short. What stands behind its end is nobody's.
pub(super) fn inflated(packed: &[u8], expected: usize, most: usize) -> Option<Vec<u8>> {
    INFLATER.with_borrow_mut(|inflater| {
        inflater.reset(false);
        let most = most.saturating_add(1);
        // One byte more than expected, so that the end is met without asking again.
        let mut bytes = Vec::with_capacity(expected.saturating_add(1).min(most));
        loop {
            let at = usize::try_from(inflater.total_in()).ok()?;
            let before = (at, bytes.len());
            let status = inflater.decompress_vec(packed.get(at..)?, &mut bytes, FlushDecompress::None).ok()?;
            if status == Status::StreamEnd || bytes.len() >= most {
                return Some(bytes);
            }
            if bytes.len() == bytes.capacity() {
                bytes.reserve_exact(bytes.len().max(1_024).min(most - bytes.len()));
            } else if before == (usize::try_from(inflater.total_in()).ok()?, bytes.len()) {
                return None;
            }
        }
    })
}

/// The checksum that a container keeps of a part.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compress, Compression, FlushCompress};

    fn deflated(text: &[u8]) -> Vec<u8> {
        let mut packed = Vec::with_capacity(text.len() + 1_024);
        let mut deflater = Compress::new(Compression::fast(), false);
        deflater.compress_vec(text, &mut packed, FlushCompress::Finish).expect("it is packed");
        packed
    }

    #[test]
    fn what_was_packed_comes_out_whatever_was_expected() {
        for text in [&b""[..], b"x", &b"Nguyen Van An ".repeat(9_000)] {
            let packed = deflated(text);
            for expected in [0, 1, text.len(), 3 * text.len()] {
                assert_eq!(inflated(&packed, expected, usize::MAX).as_deref(), Some(text));
                assert_eq!(inflated(&packed, expected, text.len()).as_deref(), Some(text));
            }
        }
    }

    #[test]
    fn no_more_than_one_byte_too_many_comes_out() {
        let packed = deflated(&vec![b'a'; 1_000_000]);
        for expected in [0, 10, 999, 1_000_000] {
            assert_eq!(inflated(&packed, expected, 999).map(|bytes| bytes.len()), Some(1_000));
        }
    }

    #[test]
    fn a_damaged_stream_gives_nothing_and_harms_no_other() {
        let packed = deflated(&b"Nguyen Van An ".repeat(900));
        assert_eq!(inflated(&packed[..packed.len() / 2], 0, usize::MAX), None);
        assert_eq!(inflated(&[], 10, usize::MAX), None);
        assert_eq!(inflated(&[0xFF; 40], 10, usize::MAX), None);
        assert_eq!(inflated(&packed, 0, usize::MAX).map(|bytes| bytes.len()), Some(12_600));
    }
}
