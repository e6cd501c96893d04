/** Saves a picture with what a picture alone would lose: whose figures, how late, of when, and who made the drawing. */
export function savePng(picture: HTMLCanvasElement, title: string, legend: { name: string; colour: string }[], words: string, name: string, like: HTMLElement) {
  const scale = devicePixelRatio;
  const { fontFamily, color } = getComputedStyle(like);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const [edge, line] = [12 * scale, 18 * scale];
  canvas.width = picture.width + 2 * edge;
  const small = `${12 * scale}px ${fontFamily}`;
  pen.font = small;
  const said = wrap(pen, `${words} TradingView Lightweight Charts™, ${location.host}`, picture.width);
  canvas.height = picture.height + 2 * edge + line * (said.length + 2);
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = color;
  pen.textBaseline = "top";
  pen.font = `600 ${14 * scale}px ${fontFamily}`;
  pen.fillText(title, edge, edge);
  let at = edge + pen.measureText(title).width;
  pen.font = small;
  for (const { name, colour } of legend) {
    pen.fillStyle = colour;
    pen.fillText(name, (at += edge), edge + 2 * scale);
    at += pen.measureText(name).width;
  }
  pen.fillStyle = color;
  pen.drawImage(picture, edge, edge + 1.5 * line);
  said.forEach((text, i) => pen.fillText(text, edge, edge + picture.height + line * (i + 1.8)));
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob!);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

/** Lines no wider than the picture; Chinese breaks anywhere, Latin between words. */
function wrap(pen: CanvasRenderingContext2D, text: string, width: number) {
  const lines = [""];
  for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    const last = lines[lines.length - 1]!;
    if (last && pen.measureText(last + piece).width > width) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}
