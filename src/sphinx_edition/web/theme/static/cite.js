// A button to copy each citation as it is shown, italics included; without scripts it is selected by hand.
for (const text of document.querySelectorAll(".citation dd > *")) {
  const button = document.createElement("button"), said = document.createElement("span");
  button.textContent = "Copy";
  said.setAttribute("role", "status");
  button.addEventListener("click", () => {
    getSelection().selectAllChildren(text);
    said.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  });
  text.after(button, said);
}
