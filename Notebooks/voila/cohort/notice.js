// A line at the top of the page for what the widgets cannot say themselves: one message at a time, the more urgent first.
const cohortNotice = (() => {
  const said = {connection: null, upload: null};
  let bar = null;
  function show() {
    if (!document.body) return;
    if (!bar) {
      bar = document.createElement('div');
      bar.className = 'cohort-notice';
      bar.setAttribute('role', 'status');
      bar.setAttribute('aria-live', 'polite');
      bar.append(document.createElement('span'));
    }
    if (!bar.isConnected) document.body.prepend(bar);
    const message = said.connection || said.upload;
    bar.hidden = !message;
    if (!message) return;
    if (bar.firstChild.textContent !== message.text) bar.firstChild.textContent = message.text;
    let progress = bar.querySelector('progress');
    if (message.share === undefined) progress?.remove();
    else {
      if (!progress) {
        progress = document.createElement('progress');
        progress.setAttribute('aria-label', 'share sent');
        bar.append(progress);
      }
      progress.value = message.share;
    }
    let button = bar.querySelector('button');
    if (!message.button) button?.remove();
    else {
      if (!button) bar.append(button = document.createElement('button'));
      button.textContent = message.button;
      button.onclick = message.action;
    }
  }
  document.addEventListener('DOMContentLoaded', show);
  return {
    /** @param {'connection'|'upload'} about  @param {?{text: string, share?: number, button?: string, action?: Function}} message */
    say(about, message) {
      said[about] = message;
      show();
    },
  };
})();
