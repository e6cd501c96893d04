/** A poster; the player is asked for only when somebody wants to see it. */
export class VideoElement extends HTMLElement {
  connectedCallback() {
    this.querySelector("a")!.addEventListener("click", (e) => {
      if (e.metaKey || e.ctrlKey || e.shiftKey) return;
      e.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = this.dataset["player"]!;
      frame.title = this.querySelector(".title")!.textContent!;
      frame.width = "1200";
      frame.height = "675";
      this.replaceChildren(frame);
      frame.focus();
    });
  }
}
