// What one types is kept as a draft on the server a moment after the typing stops, and when the page is left. Nothing is
// kept in the browser: the telephone may be shared. The form's key (enplan.web.unsaved) says whose draft it is.
(() => {
  const QUIET = 1200, LONGEST = 4000, SHOWN = 4000; // milliseconds
  const begun = new Map(); // form → { since, timer, sending }

  const line = () => document.getElementById("kladde-siger");
  const hasKey = (form) => form && form.querySelector('input[name="kladde"]');

  function whatStands(form) {
    const kept = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") {
        kept.append(name, value);
      }
    }
    for (const one of form.querySelectorAll('input[type="password"]')) {
      kept.delete(one.name);
    }
    return kept;
  }

  function say(text, stays) {
    const place = line();
    clearTimeout(say.timer);
    place.textContent = text;
    place.hidden = false;
    place.classList.toggle("is-wrong", stays);
    if (!stays) {
      say.timer = setTimeout(() => { place.hidden = true; }, SHOWN);
    }
  }

  async function keep(form) {
    const typing = begun.get(form);
    begun.delete(form);
    if (!typing || !form.isConnected) {
      return;
    }
    clearTimeout(typing.timer);
    const texts = line().dataset;
    const sending = new AbortController();
    form.keeping = sending;
    try {
      const answer = await fetch(texts.address, { method: "POST", body: whatStands(form), signal: sending.signal });
      if (!answer.ok) {
        // 403: logged in again in another window. The text is kept all the same, but this page's token is an old one.
        say({ 403: texts.oldPage, 413: texts.tooLong }[answer.status] || texts.notKept, true);
        return;
      }
      const kept = await answer.json();
      if (!kept.is_logged_in) {
        say(texts.loggedOut, true);
      } else if (kept.at) {
        say(`${texts.kept} ${kept.at}`, false);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        say(texts.notKept, true);
      }
    }
  }

  function onTyping(event) {
    const form = event.target.form;
    if (!hasKey(form)) {
      return;
    }
    const typing = begun.get(form) || { since: Date.now() };
    begun.set(form, typing);
    clearTimeout(typing.timer);
    const longest = Math.max(0, typing.since + LONGEST - Date.now());
    typing.timer = setTimeout(() => keep(form), Math.min(QUIET, longest));
  }

  function onSent(event) {
    const typing = begun.get(event.target);
    begun.delete(event.target);
    clearTimeout(typing && typing.timer);
    if (event.target.keeping) {
      event.target.keeping.abort(); // or it would arrive after the save and be a draft again
    }
  }

  function onLeaving() {
    for (const [form, typing] of begun) {
      clearTimeout(typing.timer);
      navigator.sendBeacon(line().dataset.address, whatStands(form));
    }
    begun.clear();
  }

  document.addEventListener("input", onTyping);
  document.addEventListener("change", onTyping);
  document.addEventListener("submit", onSent);
  window.addEventListener("pagehide", onLeaving);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      onLeaving();
    }
  });

  // Two texts of one field: a choice fills the field at once, and can be written on (enplan.web.choosing).
  const BETWEEN = { "begge": "\n\n", "begge-linje": " / " };

  document.addEventListener("change", (event) => {
    const choice = event.target;
    if (!choice.dataset || choice.dataset.fills === undefined) {
      return;
    }
    const form = choice.form, name = choice.dataset.fills;
    const held = (side) => [...form.querySelectorAll(`input[name="${side}-${name}"]`)].map((one) => one.value);
    const mine = held("min"), theirs = held("deres");
    const values = choice.value === "min" ? mine
      : choice.value === "deres" ? theirs : [theirs[0].trimEnd() + BETWEEN[choice.value] + mine[0].trimStart()];
    fill(form.elements[name], values);
  });

  function fill(field, values) {
    if (!field) {
      return;
    }
    const several = field instanceof RadioNodeList ? [...field] : [field];
    for (const one of several) {
      if (one.type === "checkbox" || one.type === "radio") {
        one.checked = values.includes(one.value) || (one.type === "checkbox" && values.includes("True"));
      } else {
        one.value = values[0] || "";
      }
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
})();
