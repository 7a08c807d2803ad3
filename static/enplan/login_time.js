// Says so five minutes before the login ends by itself, and when it has ended leaves what stands on the screen. What the
// server says counts: somebody may be working in another window. Asking it keeps nobody logged in.
(() => {
  const SOON = 5 * 60, AGAIN = 60; // seconds
  const place = document.getElementById("login-slutter");
  if (!place) {
    return;
  }
  const stay = place.querySelector("button");
  const when = place.querySelector(".login-ends-when");
  let ends = Date.now() + Number(place.dataset.left) * 1000;
  let timer;

  const left = () => Math.ceil((ends - Date.now()) / 1000);

  // Each minute the clock is looked at, since a timer stands still while the machine sleeps. The server is asked when the
  // end is near.
  function wait() {
    clearTimeout(timer);
    const seconds = left() > 0 ? Math.min(left(), AGAIN) : AGAIN;
    timer = setTimeout(() => (left() > SOON ? wait() : look()), seconds * 1000);
  }

  function show(why) {
    const minutes = Math.max(1, Math.round(left() / 60));
    const text = minutes === 1 ? when.dataset.one : when.dataset.many.replace("{antal}", minutes);
    if (when.textContent !== text) {
      when.textContent = text;
    }
    for (const one of place.querySelectorAll("[data-why]")) {
      one.hidden = one.dataset.why !== why;
    }
    place.hidden = false;
  }

  function take(answer) {
    ends = Date.now() + answer.left * 1000;
    document.querySelector("main").hidden = false;
    if (answer.left <= 0) {
      const here = window.location.pathname + window.location.search;
      window.location.assign(`${place.dataset.login}?next=${encodeURIComponent(here)}`);
      return;
    }
    if (answer.left <= SOON) {
      show(answer.why);
    } else {
      place.hidden = true;
    }
    wait();
  }

  async function ask(options) {
    try {
      const answer = await fetch(place.dataset.address, { redirect: "manual", ...options });
      if (answer.ok) {
        take(await answer.json());
        return;
      }
    } catch {
      // no net just now
    }
    hideWhatIsOver();
    wait();
  }

  // Whether the login has ended cannot be asked: what stands here is shown again when it can, if it has not.
  function hideWhatIsOver() {
    document.querySelector("main").hidden = left() <= 0;
  }

  const look = () => ask({});

  stay.addEventListener("click", () => {
    const token = document.querySelector('input[name="csrfmiddlewaretoken"]'); // that of the way out in the header
    ask({ method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token.value }) });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      look();
    }
  });
  wait();
})();
