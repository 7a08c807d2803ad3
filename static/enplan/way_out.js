// “Gå hurtigt væk”, and Esc three times: what stands on the screen is gone at once, the login ends, and this page is
// replaced by another, so that the back button does not lead to it. Without JavaScript the form does the same, slower.
(() => {
  const TIMES = 3, WITHIN = 1500; // milliseconds
  let pressed = [];

  function leave(form) {
    document.documentElement.hidden = true;
    document.title = "";
    // A beacon is sent also when the page is gone; where there are none, the form goes itself.
    if (navigator.sendBeacon && navigator.sendBeacon(form.action, new FormData(form))) {
      window.location.replace(form.dataset.address);
    } else {
      form.submit();
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id === "vaek") {
      event.preventDefault();
      leave(event.target);
    }
  });

  document.addEventListener("keydown", (event) => {
    const form = document.getElementById("vaek");
    if (!form || event.key !== "Escape" || event.repeat) {
      return;
    }
    pressed = [...pressed, event.timeStamp].slice(-TIMES);
    if (pressed.length === TIMES && event.timeStamp - pressed[0] <= WITHIN) {
      leave(form);
    }
  }, true);

  // A page that the browser kept as it stood is asked for again: the login may have ended meanwhile.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.getElementById("vaek")) {
      document.documentElement.hidden = true;
      window.location.reload();
    }
  });
})();
