// The one dialog of the page: a choice by digit, a line of text, something to read. Answers are acted on within the key
// press that gives them: events of the dialog come later, and a fast hand would have pressed the next key by then.
import { by, make } from "./elements.js";
import { word } from "./words.js";

let digits = null; // what the digits do while a choice is open

function open(...children) {
  const dialog = by("dialog");
  dialog.replaceChildren(...children);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0; // the button that has the focus is at the foot
}

function close() {
  digits = null;
  by("dialog").close();
}

// Ask for one of several; a digit or a click chooses, Esc does nothing.
export function choose(title, options, then) {
  const take = (value) => {
    close();
    then(value);
  };
  const buttons = options.map(([value, label], index) =>
    make("button", { type: "button", "data-value": value, onclick: () => take(value) }, make("kbd", {}, String(index + 1)), ` ${label}`));
  open(make("h2", {}, title), make("div", { class: "choices" }, ...buttons));
  digits = (key) => {
    const option = options[Number(key) - 1];
    if (option) take(option[0]);
    return Boolean(option);
  };
}

// Ask for a line of text, without blanks at its ends; an empty one is none. Shift with Enter is told to `then`.
export function ask(title, value, then) {
  digits = null;
  const field = make("input", { maxlength: "400", "aria-label": title });
  field.value = value;
  let shifted = false;
  field.addEventListener("keydown", (event) => (shifted = event.shiftKey));
  const form = make("form", { method: "dialog" }, make("h2", {}, title), field, make("button", {}, word("ok")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    if (field.value.trim()) then(field.value.trim(), shifted);
  });
  open(form);
  field.select();
}

export function show(title, ...children) {
  digits = null;
  open(make("h2", {}, title), ...children, make("button", { type: "button", onclick: close }, word("close")));
}

// Keys while the dialog is open: digits choose, all others are the dialog's own.
export function pressedInDialog(event) {
  if (digits && /^[1-9]$/.test(event.key) && !event.isComposing && digits(event.key)) event.preventDefault();
}
