// The handle of a slider has no name of its own for who does not see the label beside it.
new MutationObserver(() => {
  for (const handle of document.querySelectorAll('.widget-slider .noUi-handle:not([aria-label])')) {
    const label = handle.closest('.widget-slider').querySelector('.widget-label');
    if (label && label.textContent) handle.setAttribute('aria-label', label.textContent);
  }
}).observe(document, {childList: true, subtree: true});
