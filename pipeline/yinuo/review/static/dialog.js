// The one dialog of the page: a question, a choice by digit, or a text to read.
import { by, make } from "./elements.js";
import { word } from "./words.js";

function open(...children) {
  const dialog = by("dialog");
  dialog.replaceChildren(...children);
  dialog.returnValue = "";
  dialog.showModal();
  return dialog;
}

// Ask for one of several; digits choose. Gives the value, or null.
export function choose(title, options) {
  return new Promise((resolve) => {
    const buttons = options.map(([value, label], index) =>
      make("button", { type: "button", "data-value": value, onclick: () => done(value) }, make("kbd", {}, String(index + 1)), ` ${label}`));
    const dialog = open(make("h2", {}, title), make("div", { class: "choices" }, ...buttons));
    const press = (event) => {
      const value = options[Number(event.key) - 1]?.[0];
      if (event.isComposing || value === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      done(value);
    };
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.addEventListener("keydown", press);
    dialog.addEventListener("close", () => (dialog.removeEventListener("keydown", press), resolve(answer)), { once: true });
  });
}

// Ask for a line of text. Gives it without blanks at its ends, or null.
export function ask(title, value = "") {
  return new Promise((resolve) => {
    const field = make("input", { maxlength: "400", "aria-label": title });
    field.value = value;
    let answer = null;
    const form = make("form", { method: "dialog" }, make("h2", {}, title), field, make("button", {}, word("ok")));
    form.addEventListener("submit", () => (answer = field.value.trim()));
    const dialog = open(form);
    field.focus();
    dialog.addEventListener("close", () => resolve(answer), { once: true });
  });
}

export function show(title, ...children) {
  const close = make("button", { type: "button", onclick: () => by("dialog").close() }, word("close"));
  open(make("h2", {}, title), ...children, close);
}
