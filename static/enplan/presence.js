// Says that the plan is open here, and shows who else has it open: when the page opens, and every half minute while it is
// looked at. Nothing is said of a page in the background.
(() => {
  const AGAIN = 30000; // milliseconds
  const place = document.getElementById("her-nu");
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
  if (!place || !token) {
    return;
  }

  function word(extra) {
    return new URLSearchParams({ csrfmiddlewaretoken: token.value, side: window.location.pathname, ...extra });
  }

  async function beHere() {
    if (document.visibilityState !== "visible") {
      return;
    }
    try {
      const answer = await fetch(place.dataset.address, { method: "POST", body: word({}), redirect: "manual" });
      if (!answer.ok) {
        clearInterval(again); // the login has run out, or the plan is closed now
        place.textContent = "";
        return;
      }
      const said = (await answer.json()).said;
      if (place.textContent !== said) {
        place.textContent = said;
      }
    } catch {
      place.textContent = ""; // nobody knows just now; the next time may
    }
  }

  const again = setInterval(beHere, AGAIN);
  document.addEventListener("visibilitychange", beHere);
  window.addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.address, word({ forlader: "1" })));
  beHere();
})();
