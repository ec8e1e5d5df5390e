// Makes or uses a passkey when its form is sent, and sends the answer with the form. Without this script the page says what else there is.
const asked = document.querySelector("[data-passkey]");
const form = asked.closest("form");
const show = (id, shown) => { document.getElementById(id).hidden = !shown; };
const { passkey: act, options } = asked.dataset;
const [ask, read] = act === "create" ? ["create", "parseCreationOptionsFromJSON"] : ["get", "parseRequestOptionsFromJSON"];

if (window.PublicKeyCredential?.[read]) {
  show("passkey-without", false);
  show("passkey-with", true);
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || button.name !== "Passkey") {
      return;
    }

    event.preventDefault();
    button.disabled = true;
    show("passkey-stopped", false);
    try {
      const publicKey = PublicKeyCredential[read](JSON.parse(options));
      form.elements.Answer.value = JSON.stringify(await navigator.credentials[ask]({ publicKey }));
      form.submit();
    } catch {
      // The person closed the window of the browser, or has no passkey that fits: the page says so.
      button.disabled = false;
      show("passkey-stopped", true);
    }
  });
}
