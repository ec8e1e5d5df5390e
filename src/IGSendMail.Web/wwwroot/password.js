// Lets people look at the password they type. Nothing leaves the page, and what is sent is hidden first: browsers keep what a password field holds as a password, and text as text.
for (const place of document.querySelectorAll(".secret")) {
  const input = place.querySelector("input");
  const button = document.createElement("button");
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? place.dataset.hide : place.dataset.show;
    // Seen, a button beside its field needs no more words; heard, one of several does.
    button.ariaLabel = `${button.textContent}, ${input.labels[0].textContent}`;
  };

  button.type = "button";
  button.className = "button button--quiet";
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false));
  addEventListener("pagehide", () => show(false));
  show(false);
  place.append(button);
}
