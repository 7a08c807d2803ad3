// The link of an invitation carries its code after the #, which never leaves the browser by itself. It is moved into
// the form and out of the address line, and sent. Without JavaScript one pastes the code of the letter.
document.addEventListener("DOMContentLoaded", () => {
  const code = window.location.hash.slice(1);
  const field = document.getElementById("id_code");
  if (!code || !field) {
    return;
  }
  window.history.replaceState(null, "", window.location.pathname);
  field.value = code;
  field.form.submit();
});
