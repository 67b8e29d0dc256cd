(() => {
  const LARGEST = 300e6;
  const chosen = document.getElementById('chosen');
  const drop = document.getElementById('drop');
  const password = document.getElementById('password');
  const state = document.getElementById('state');
  const result = document.getElementById('result');

  let program;
  const unpacked = () => {
    const packed = atob(document.getElementById('program').textContent.trim());
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  };
  /** The checker, unpacked from the page itself; each check gets a module of its own and leaves nothing to the next. */
  const module = async () => {
    program ??= unpacked().then((bytes) => WebAssembly.compile(bytes));
    const compiled = await program;
    // A package within brings the names of a tool for random numbers along; nothing calls them.
    const imports = {};
    for (const { module: from, name } of WebAssembly.Module.imports(compiled)) {
      imports[from] ??= {};
      imports[from][name] = () => { throw new WebAssembly.RuntimeError(name); };
    }
    return (await WebAssembly.instantiate(compiled, imports)).exports;
  };

  const checked = async (files) => {
    const checker = await module();
    const put = (bytes) => {
      // First the room: making it may move the memory.
      const at = checker.room(bytes.length) >>> 0;
      new Uint8Array(checker.memory.buffer, at, bytes.length).set(bytes);
    };
    const putText = (text) => put(new TextEncoder().encode(text));
    for (const file of files) {
      putText(file.name);
      checker.name();
      put(new Uint8Array(await file.arrayBuffer()));
      checker.file(file.lastModified / 1000);
    }
    if (password.value) {
      putText(password.value);
      checker.password();
    }
    const length = checker.check() >>> 0;
    return new TextDecoder().decode(new Uint8Array(checker.memory.buffer, checker.answer() >>> 0, length));
  };

  let latest = 0;
  const check = async (files) => {
    if (!files.length) return;
    if (typeof WebAssembly === 'undefined' || typeof DecompressionStream === 'undefined') {
      state.textContent = 'Trình duyệt này quá cũ. Mở trang bằng Chrome, Edge, Cốc Cốc hoặc Firefox bản từ năm 2023.';
      return;
    }
    const turn = ++latest;
    result.replaceChildren();
    if (files.some((file) => file.size > LARGEST)) {
      state.textContent = 'Tệp quá lớn để kiểm tra trong trình duyệt. Kiểm tra lại xem có chọn đúng tệp không.';
      return;
    }
    state.textContent = 'Đang kiểm tra…';
    // Lets the line above be seen before the work.
    await new Promise((done) => setTimeout(done, 30));
    try {
      const html = await checked(files);
      if (turn !== latest) return;
      const shown = document.createElement('div');
      shown.innerHTML = html;
      result.replaceChildren(shown);
      start(shown);
      state.textContent = `Đã kiểm tra: ${files.map((file) => file.name).join(', ')}.`;
      shown.querySelector('h2')?.focus();
    } catch (why) {
      if (turn !== latest) return;
      state.textContent = why instanceof WebAssembly.RuntimeError
        ? 'Trình duyệt không đọc hết được tệp này. Gửi tệp cho người phụ trách ở đảng ủy để kiểm tra bằng chương trình.'
        : 'Không đọc được tệp. Đóng tệp nếu đang mở ở chương trình khác, rồi chọn lại.';
    }
  };

  chosen.addEventListener('change', () => {
    const files = [...chosen.files];
    check(files);
  });
  // The same file, mended and chosen again, is another choice.
  chosen.addEventListener('click', () => { chosen.value = ''; });
  const over = (isOver) => (event) => {
    event.preventDefault();
    drop.classList.toggle('over', isOver);
  };
  // Anywhere on the page: a file that misses the frame must not be opened by the browser instead.
  addEventListener('dragover', over(true));
  addEventListener('dragleave', over(false));
  addEventListener('drop', (event) => {
    over(false)(event);
    check([...event.dataTransfer.files]);
  });
})();
