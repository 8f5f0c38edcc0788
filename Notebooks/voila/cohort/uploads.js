// Tables on their way to the server: how far they are, and those that are too large for the way.
(() => {
  const limit = LARGEST_MESSAGE - 65536;  // beside the bytes of the file stands what describes it
  let sending = null;

  const size = bytes => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${Math.round(bytes / 1e6)} MB`;
  const listed = files => [...files].map(file => file.name).join(' and ');
  const total = files => [...files].reduce((sum, file) => sum + file.size, 0);
  const say = message => cohortNotice.say('upload', message && {button: 'Close', action: () => say(null), ...message});

  // Before the widget hears of it: it would send whatever it is given, and a message that is too large ends the connection.
  function chosen(event) {
    const input = event.target;
    if (input.type !== 'file' || !input.files.length) return;
    const problem = refusal(input.files);
    if (problem) {
      event.stopImmediatePropagation();
      input.value = '';
      return say({text: problem});
    }
    say(null);
    sending = {names: listed(input.files), bytes: total(input.files), start: performance.now(), isSent: false, isTaken: false, socket: cohortConnection.socket};
    setTimeout(follow, 100);
  }

  function refusal(files) {
    const names = listed(files);
    if (sending) return `${sending.names} is still being sent. Choose ${names} again once it is there.`;
    const socket = cohortConnection.socket;
    if (!socket || socket.readyState !== 1) return `${names} was not sent: there is no connection to the server. Choose it again once there is.`;
    if (total(files) <= limit) return null;
    // Two sizes that read the same would be no answer.
    const sizes = bytes => size(bytes) === size(limit) ? [bytes, limit].map(n => `${n.toLocaleString('en')} bytes`) : [size(bytes), size(limit)];
    if ([...files].every(file => file.size <= limit)) {
      const [together, most] = sizes(total(files));
      return `${names} are ${together} together, and ${most} can be sent at once. Choose them one after the other.`;
    }
    const large = [...files].find(file => file.size > limit);
    const [own, most] = sizes(large.size);
    return `${large.name} is ${own}, and ${most} can be sent. Nothing was sent. Whoever runs the server can open the page on a `
      + `file that lies there: make app TABLE=FILE; %load FILE reads it in a notebook. Packed with gzip, many tables are small enough.`;
  }

  function follow() {
    if (!sending) return;
    const {names, bytes, start, isSent, isTaken, socket} = sending;
    if (socket.readyState !== 1) {
      sending = null;
      return say({text: `The connection was lost while ${names} was being sent. Choose it again once it is back.`});
    }
    const waiting = socket.bufferedAmount;
    // What the kernel does with it is said beside the button.
    if (isTaken) {
      sending = null;
      return say(null);
    }
    // A browser that could not read the file sends nothing.
    if (!isSent && performance.now() - start > 120e3) {
      sending = null;
      return say({text: `${names} could not be read by the browser. Nothing was sent.`});
    }
    if (performance.now() - start > 400) {
      // What has left the browser is on its way through the server.
      const share = isSent ? Math.max(0, 1 - waiting / bytes) : 0;
      const text = share === 1 ? `${names} has been sent; the server takes it in …` : `Sending ${names}: ${Math.floor(share * 100)}% of ${size(bytes)}`;
      say({text, share, button: undefined});
    }
    setTimeout(follow, 100);
  }

  cohortConnection.received = () => { if (sending?.isSent && sending.socket.bufferedAmount === 0) sending.isTaken = true; };
  cohortConnection.sent = bytes => { if (sending && bytes >= sending.bytes) sending.isSent = true; };

  // The input of an upload button stands nowhere in the page.
  const make = document.createElement;
  document.createElement = function (name, ...rest) {
    const element = make.call(this, name, ...rest);
    if (String(name).toLowerCase() === 'input') element.addEventListener('change', chosen);
    return element;
  };
})();
