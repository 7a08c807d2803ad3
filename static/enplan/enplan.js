// Says so when something htmx sent did not get through. Without JavaScript there is
// nothing to say, because the browser then shows the answer itself.
document.addEventListener("DOMContentLoaded", () => {
  const notice = document.getElementById("ikke-sendt");
  const show = () => {
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  };
  document.body.addEventListener("htmx:responseError", show);
  document.body.addEventListener("htmx:sendError", show);
  document.body.addEventListener("htmx:timeout", show);
  document.body.addEventListener("htmx:beforeRequest", () => {
    notice.hidden = true;
  });
});
