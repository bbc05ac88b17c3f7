// Passkeys: asks the issuer for a challenge, the device for its answer, and sends that back.
"use strict";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const post = (address, body) =>
  fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))));

const offered = ({ offers, csrf }, what) => post(offers, { csrf, for: what });

async function sign(section) {
  const { challenge, options } = await offered(section.dataset, "sign");
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: toBytes(options.challenge), allowCredentials: [] },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  const form = section.querySelector("form");
  form.elements.challenge.value = challenge;
  form.elements.answer.value = JSON.stringify({
    id: shown.id,
    rawId: toText(shown.rawId),
    type: shown.type,
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: toText(userHandle || new ArrayBuffer(0)),
    },
  });
  form.submit();
}

async function add(section) {
  const { challenge, options } = await offered(section.dataset, "new");
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: toBytes(one.id) })),
    },
  });
  const { clientDataJSON, attestationObject } = made.response;
  const answer = {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: toText(clientDataJSON),
      attestationObject: toText(attestationObject),
    },
  };
  await post(section.dataset.adds, { csrf: section.dataset.csrf, challenge, answer });
  location.reload();
}

for (const section of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  section.hidden = false;
  const button = section.querySelector("button");
  const alert = section.querySelector("[role=alert]");
  const act = section.dataset.passkey === "new" ? add : sign;
  button.addEventListener("click", async () => {
    alert.hidden = true;
    button.disabled = true;
    try {
      await act(section);
    } catch {
      alert.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
