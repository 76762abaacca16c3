// Whether a key is a command, or part of what somebody types.
export function isCommand(event) {
  const { target } = event;
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
}

export function focusField(id) {
  const field = document.getElementById(id);
  field?.focus();
  field?.select();
}
