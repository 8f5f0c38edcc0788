// Says when the way to the kernel is lost, and when the kernel is: neither shows in widgets, which only stop answering.
const cohortConnection = (() => {
  const Native = window.WebSocket;
  const connection = {socket: null, sent: () => {}, received: () => {}};
  let [isLost, isGone, isLeaving, timer] = [false, false, false, 0];

  class Watched extends Native {
    constructor(...given) {
      super(...given);
      if (!String(given[0]).includes('/channels')) return;
      connection.socket = this;
      this.addEventListener('open', found);
      this.addEventListener('close', () => { if (connection.socket === this) lost(1500); });
      this.addEventListener('message', heard);
    }

    send(data) {
      super.send(data);
      if (connection.socket === this) connection.sent(data.byteLength ?? data.length);
    }
  }
  window.WebSocket = Watched;

  function lost(patience) {
    if (isLost || isLeaving) return;
    isLost = true;
    timer = setTimeout(look, patience);
  }

  function found() {
    isLost = false;
    clearTimeout(timer);
    if (!isGone) cohortNotice.say('connection', null);
  }

  // The server knows whether the kernel is still there; where it cannot be asked, the network is what is lost.
  async function look() {
    if (!isLost || isGone) return;
    const {baseUrl, kernelId} = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
    let status = 0;
    try {
      status = (await fetch(`${baseUrl}api/kernels/${kernelId}`, {cache: 'no-store'})).status;
    } catch { /* no answer */ }
    if (!isLost) return;
    if (status === 404) return gone();
    if (status !== 0 && connection.socket?.readyState === Native.OPEN) return found();
    cohortNotice.say('connection', {
      text: 'The connection to the server is lost. What you do here is not heard until it is back; the page keeps trying. '
        + 'Reloading starts anew: what you uploaded has to be uploaded again.',
      button: 'Reload', action: () => location.reload(),
    });
    timer = setTimeout(look, 3000);
  }

  function gone() {
    isGone = true;
    cohortNotice.say('connection', {
      text: 'The computation behind this page has ended, and with it the tables and segments of this visit. '
        + 'What is seen still stands, but nothing answers any more.',
      button: 'Start anew', action: () => location.reload(),
    });
  }

  // A kernel that died is started again by the server, without anything of this page.
  function heard({data}) {
    connection.received();
    if (isGone || (data.byteLength ?? data.length) > 4096) return;
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    if (/"execution_state": ?"(restarting|autorestarting|dead)"/.test(text)) gone();
  }

  window.addEventListener('pagehide', () => { isLeaving = true; });
  window.addEventListener('pageshow', () => { isLeaving = false; });
  window.addEventListener('offline', () => lost(0));
  window.addEventListener('online', () => { if (connection.socket?.readyState === Native.OPEN) found(); });
  return connection;
})();
