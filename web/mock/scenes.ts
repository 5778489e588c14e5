import { pick, random } from "./random";

/**
 * Pictures for the mock: small painted landscapes, made from a seed. A scene is a list of shapes in a frame of 0..1 in
 * both directions, so that one list becomes an SVG of any size and also the few pixels a ThumbHash is made of.
 */
export interface Scene {
  ratio: number;
  shapes: Shape[];
}

type Point = [x: number, y: number];
type Shape =
  | { kind: "sky"; stops: string[] }
  | { kind: "glow"; x: number; y: number; r: number; color: string; alpha: number }
  | { kind: "disc"; x: number; y: number; r: number; color: string; alpha: number }
  | { kind: "land"; points: Point[]; top: string; bottom: string };

type Painter = (next: () => number, ratio: number) => Shape[];

const PAINTERS: Painter[] = [mountains, sea, forest, dunes, city, aurora, meadow, snow, bokeh];

/** The scene of `seed`, painted for a frame of `ratio` (width over height). */
export function paint(seed: number, ratio: number): Scene {
  const next = random(seed);
  return { ratio, shapes: pick(next, PAINTERS)(next, ratio) };
}

/** The scene as an SVG document whose longest side is `side` pixels. */
export function toSvg(scene: Scene, side: number): string {
  const width = Math.round(scene.ratio >= 1 ? side : side * scene.ratio);
  const height = Math.round(scene.ratio >= 1 ? side / scene.ratio : side);
  const definitions: string[] = [];
  const body = scene.shapes.map((shape, index) => draw(shape, `s${index}`, width, height, definitions));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs>${definitions.join("")}</defs>${body.join("")}</svg>`
  );
}

function draw(shape: Shape, id: string, width: number, height: number, definitions: string[]): string {
  switch (shape.kind) {
    case "sky":
      definitions.push(linear(id, shape.stops));
      return `<rect width="${width}" height="${height}" fill="url(#${id})"/>`;
    case "land": {
      definitions.push(linear(id, [shape.top, shape.bottom]));
      const points = shape.points.map(([x, y]) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`);
      return `<polygon points="${points.join(" ")}" fill="url(#${id})"/>`;
    }
    case "glow":
      definitions.push(
        `<radialGradient id="${id}"><stop offset="0" stop-color="${shape.color}" stop-opacity="${shape.alpha}"/>` +
          `<stop offset="1" stop-color="${shape.color}" stop-opacity="0"/></radialGradient>`,
      );
      return circle(shape, width, height, `url(#${id})`, 1);
    case "disc":
      return circle(shape, width, height, shape.color, shape.alpha);
  }
}

/** The scene as RGBA pixels whose longest side is `side`, good enough for a placeholder. */
export function toPixels(scene: Scene, side: number): { width: number; height: number; rgba: Uint8Array } {
  const width = Math.max(1, Math.round(scene.ratio >= 1 ? side : side * scene.ratio));
  const height = Math.max(1, Math.round(scene.ratio >= 1 ? side / scene.ratio : side));
  const rgba = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const color = at(scene, (column + 0.5) / width, (row + 0.5) / height);
      rgba.set([color[0], color[1], color[2], 255], (row * width + column) * 4);
    }
  }
  return { width, height, rgba };
}

type Rgb = [number, number, number];

function at(scene: Scene, x: number, y: number): Rgb {
  let color: Rgb = [0, 0, 0];
  for (const shape of scene.shapes) {
    if (shape.kind === "sky") {
      color = along(shape.stops, y);
    } else if (shape.kind === "land") {
      if (inside(shape.points, x, y)) {
        color = along([shape.top, shape.bottom], y);
      }
    } else {
      const distance = Math.hypot((x - shape.x) * scene.ratio, y - shape.y) / shape.r;
      if (distance < 1) {
        color = mix(color, rgb(shape.color), shape.alpha * (shape.kind === "glow" ? 1 - distance : 1));
      }
    }
  }
  return color;
}

function inside(points: Point[], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      odd = !odd;
    }
  }
  return odd;
}

function along(stops: string[], t: number): Rgb {
  const place = Math.min(0.9999, Math.max(0, t)) * (stops.length - 1);
  const index = Math.floor(place);
  return mix(rgb(stops[index]!), rgb(stops[index + 1] ?? stops[index]!), place - index);
}

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function blend(a: string, b: string, t: number): string {
  return hex(mix(rgb(a), rgb(b), t));
}

function linear(id: string, stops: string[]): string {
  const parts = stops.map(
    (color, i) => `<stop offset="${(i / (stops.length - 1)).toFixed(3)}" stop-color="${color}"/>`,
  );
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${parts.join("")}</linearGradient>`;
}

function circle(
  shape: { x: number; y: number; r: number },
  width: number,
  height: number,
  fill: string,
  alpha: number,
): string {
  return `<circle cx="${(shape.x * width).toFixed(1)}" cy="${(shape.y * height).toFixed(1)}" r="${(shape.r * height).toFixed(1)}" fill="${fill}" fill-opacity="${alpha}"/>`;
}

/** A ridge from left to right: a sum of waves over a random walk, closed at the bottom of the frame. */
function ridge(next: () => number, level: number, height: number, steps: number, jagged: number): Point[] {
  const phase = next() * 6;
  const points: Point[] = [];
  let walk = 0;
  for (let i = 0; i <= steps; i++) {
    const x = i / steps;
    walk = walk * 0.7 + (next() - 0.5) * jagged;
    const wave = Math.sin(x * 5 + phase) * 0.5 + Math.sin(x * 11 + phase * 2) * 0.25;
    points.push([x, level - height * (wave + walk)]);
  }
  return [...points, [1, 1.01], [0, 1.01]];
}

const SKIES: readonly string[][] = [
  ["#1d2b4f", "#7d5a86", "#e8956d", "#f6cf94"],
  ["#3f7fbf", "#8fbde0", "#dcebf3"],
  ["#5b87b5", "#a9c6dc", "#f3e3cf"],
  ["#27304a", "#4c5a7d", "#a9a3b5"],
  ["#f0a868", "#f4c795", "#fbe9cf"],
  ["#2a6f97", "#61a5c2", "#a9d6e5", "#e9f5f8"],
  ["#6b4c7a", "#c77f8e", "#f2b79f"],
];

function mountains(next: () => number): Shape[] {
  const sky = pick(next, SKIES);
  const near = pick(next, ["#1c2a33", "#22302a", "#2b2438", "#18202d"]);
  const far = sky[sky.length - 1]!;
  const shapes: Shape[] = [{ kind: "sky", stops: sky }];
  const sun = 0.2 + next() * 0.6;
  shapes.push({ kind: "glow", x: sun, y: 0.45, r: 0.45, color: "#fff1d6", alpha: 0.7 });
  const layers = 4;
  for (let i = 0; i < layers; i++) {
    const t = (i + 1) / layers;
    const color = blend(far, near, t);
    shapes.push({
      kind: "land",
      points: ridge(next, 0.5 + i * 0.13, 0.16 - i * 0.02, 42, 0.9),
      top: blend(color, "#ffffff", 0.12),
      bottom: blend(color, far, 0.25 * (1 - t)),
    });
  }
  return shapes;
}

function sea(next: () => number, ratio: number): Shape[] {
  const sky = pick(next, SKIES);
  const horizon = 0.45 + next() * 0.15;
  const x = 0.25 + next() * 0.5;
  const water = pick(next, ["#134a63", "#1d5f73", "#26466b", "#0f5257"]);
  const glow = pick(next, ["#ffe2b0", "#fff3dc", "#ffc9a0"]);
  const shapes: Shape[] = [
    { kind: "sky", stops: sky },
    { kind: "glow", x, y: horizon - 0.08, r: 0.5, color: glow, alpha: 0.8 },
    { kind: "disc", x, y: horizon - 0.09, r: 0.055, color: "#fff8ea", alpha: 0.95 },
    {
      kind: "land",
      points: [
        [0, horizon],
        [1, horizon],
        [1, 1.01],
        [0, 1.01],
      ],
      top: blend(water, sky[sky.length - 1]!, 0.45),
      bottom: water,
    },
  ];
  for (let i = 0; i < 26; i++) {
    const y = horizon + 0.02 + (i / 26) ** 1.5 * (1 - horizon);
    const half = (0.015 + next() * 0.07 * (0.5 + i / 26)) / ratio;
    const middle = x + (next() - 0.5) * 0.12 * (1 + i / 13);
    shapes.push({
      kind: "land",
      points: [
        [middle - half, y],
        [middle, y - 0.004],
        [middle + half, y],
        [middle, y + 0.004],
      ],
      top: glow,
      bottom: blend(glow, water, 0.2),
    });
  }
  if (next() > 0.5) {
    const points = ridge(next, horizon, 0.06, 30, 0.8).map(
      ([px, py]): Point => [px * 0.5, Math.min(py, horizon)],
    );
    shapes.splice(3, 0, {
      kind: "land",
      points: [...points.slice(0, -2), [0.5, horizon], [0, horizon]],
      top: "#27323f",
      bottom: "#3b4856",
    });
  }
  return shapes;
}

function forest(next: () => number, ratio: number): Shape[] {
  const fog = pick(next, ["#cfd8d6", "#d8d3c4", "#b7c6cc", "#e3d9c6"]);
  const dark = pick(next, ["#16302b", "#1f3323", "#20333b", "#37331f"]);
  const shapes: Shape[] = [{ kind: "sky", stops: [blend(fog, "#ffffff", 0.5), fog, blend(fog, dark, 0.3)] }];
  shapes.push({ kind: "glow", x: 0.5 + (next() - 0.5) * 0.5, y: 0.2, r: 0.7, color: "#fffbe8", alpha: 0.8 });
  for (let layer = 0; layer < 4; layer++) {
    const t = (layer + 1) / 4;
    const color = blend(fog, dark, t * 0.95);
    const count = Math.round((16 - layer * 2) * Math.max(0.7, ratio));
    for (let i = 0; i < count; i++) {
      const x = (i + next()) / count;
      const base = 0.62 + layer * 0.13;
      const height = (0.28 + next() * 0.25) * (0.7 + layer * 0.25);
      const half = (height * (0.13 + next() * 0.05)) / ratio;
      shapes.push({
        kind: "land",
        points: [
          [x, base - height],
          [x + half * 0.5, base - height * 0.55],
          [x + half * 0.3, base - height * 0.55],
          [x + half, base],
          [x - half, base],
          [x - half * 0.3, base - height * 0.55],
          [x - half * 0.5, base - height * 0.55],
        ],
        top: color,
        bottom: blend(color, fog, 0.25),
      });
    }
    shapes.push({
      kind: "land",
      points: ridge(next, 0.62 + layer * 0.13, 0.02, 20, 0.5),
      top: blend(color, fog, 0.2),
      bottom: blend(color, dark, 0.3),
    });
  }
  return shapes;
}

function dunes(next: () => number): Shape[] {
  const sand = pick(next, ["#d98a4b", "#e0a96d", "#c9734a", "#d6b58c"]);
  const shapes: Shape[] = [{ kind: "sky", stops: pick(next, [SKIES[1]!, SKIES[4]!, SKIES[6]!, SKIES[2]!]) }];
  for (let i = 0; i < 5; i++) {
    const level = 0.48 + i * 0.11;
    const shade = blend(sand, i % 2 ? "#5c2f1d" : "#fff0d8", 0.14 + next() * 0.22);
    shapes.push({
      kind: "land",
      points: ridge(next, level, 0.1, 60, 0.04),
      top: blend(shade, "#fff3dd", 0.25),
      bottom: blend(shade, "#4a2417", 0.35),
    });
  }
  return shapes;
}

function city(next: () => number, ratio: number): Shape[] {
  const shapes: Shape[] = [
    {
      kind: "sky",
      stops: pick(next, [
        ["#0b1026", "#27305c", "#7a5378", "#e59a73"],
        ["#10182f", "#2a4365", "#7da0b8"],
      ]),
    },
  ];
  shapes.push({ kind: "glow", x: 0.5, y: 0.75, r: 0.7, color: "#ffb27a", alpha: 0.5 });
  for (let layer = 0; layer < 3; layer++) {
    const color = ["#3a3f63", "#20254a", "#0d1027"][layer]!;
    const count = Math.round((12 + layer * 2) * Math.max(0.6, ratio));
    for (let i = 0; i < count; i++) {
      const left = (i + next() * 0.4) / count;
      const right = left + (0.6 + next() * 0.5) / count;
      const top = 0.35 + layer * 0.13 + next() * 0.25;
      shapes.push({
        kind: "land",
        points: [
          [left, top],
          [right, top],
          [right, 1],
          [left, 1],
        ],
        top: color,
        bottom: blend(color, "#000000", 0.3),
      });
      for (let w = 0; layer > 0 && w < 14; w++) {
        const x = left + (0.12 + next() * 0.7) * (right - left);
        const y = top + 0.03 + next() * 0.5;
        const size = 0.006;
        if (y < 0.97) {
          shapes.push({
            kind: "land",
            points: [
              [x, y],
              [x + size / ratio, y],
              [x + size / ratio, y + size * 1.4],
              [x, y + size * 1.4],
            ],
            top: "#ffd98f",
            bottom: "#ffc46b",
          });
        }
      }
    }
  }
  return shapes;
}

function aurora(next: () => number): Shape[] {
  const shapes: Shape[] = [{ kind: "sky", stops: ["#050b1c", "#0b1f3a", "#123a4a"] }];
  for (let i = 0; i < 60; i++) {
    shapes.push({
      kind: "disc",
      x: next(),
      y: next() * 0.6,
      r: 0.0015 + next() * 0.002,
      color: "#ffffff",
      alpha: 0.4 + next() * 0.5,
    });
  }
  const color = pick(next, ["#3ce8a0", "#5af0c8", "#7be36a"]);
  const drift = next();
  for (let i = 0; i < 16; i++) {
    const x = (i / 16 + drift * 0.2) % 1;
    const y = 0.32 + Math.sin(i * 0.6 + drift * 6) * 0.12;
    shapes.push({
      kind: "glow",
      x,
      y,
      r: 0.2 + next() * 0.12,
      color: i % 4 === 3 ? "#a469e0" : color,
      alpha: 0.3,
    });
  }
  shapes.push({ kind: "land", points: ridge(next, 0.78, 0.12, 40, 0.9), top: "#0b1a24", bottom: "#04090e" });
  shapes.push({ kind: "land", points: ridge(next, 0.92, 0.04, 40, 0.5), top: "#060d13", bottom: "#020406" });
  return shapes;
}

function meadow(next: () => number): Shape[] {
  const shapes: Shape[] = [{ kind: "sky", stops: pick(next, [SKIES[1]!, SKIES[5]!, SKIES[2]!]) }];
  for (let i = 0; i < 3; i++) {
    const x = next();
    const y = 0.1 + next() * 0.22;
    for (let puff = 0; puff < 6; puff++) {
      shapes.push({
        kind: "glow",
        x: x + (next() - 0.5) * 0.2,
        y: y + (next() - 0.5) * 0.05,
        r: 0.05 + next() * 0.06,
        color: "#ffffff",
        alpha: 0.85,
      });
    }
  }
  const green = pick(next, ["#5f8f3e", "#7fa24a", "#4f8a5b", "#9a9a3c"]);
  for (let i = 0; i < 4; i++) {
    shapes.push({
      kind: "land",
      points: ridge(next, 0.52 + i * 0.12, 0.05, 40, 0.06),
      top: blend(green, "#f4f3c0", 0.3 - i * 0.06),
      bottom: blend(green, "#1f3a1c", 0.15 + i * 0.1),
    });
  }
  const petal = pick(next, ["#d8484f", "#f0c33c", "#f5f2ea", "#9a6fd0"]);
  for (let i = 0; i < 150; i++) {
    const depth = next();
    shapes.push({
      kind: "disc",
      x: next(),
      y: 0.68 + depth * 0.32,
      r: 0.003 + depth * 0.011,
      color: blend(petal, "#ffffff", next() * 0.3),
      alpha: 0.9,
    });
  }
  return shapes;
}

function snow(next: () => number): Shape[] {
  const shapes: Shape[] = [
    {
      kind: "sky",
      stops: pick(next, [
        ["#6fa8dc", "#cfe2f3", "#f3f6fa"],
        ["#8a7fb0", "#d9b8c4", "#f7e6dc"],
      ]),
    },
  ];
  for (let i = 0; i < 4; i++) {
    const shade = blend("#ffffff", "#7f9cc0", 0.5 - i * 0.12);
    shapes.push({
      kind: "land",
      points: ridge(next, 0.48 + i * 0.14, 0.17 - i * 0.035, 36, i < 2 ? 0.8 : 0.15),
      top: "#ffffff",
      bottom: shade,
    });
  }
  for (let i = 0; i < 5; i++) {
    shapes.push({ kind: "glow", x: next(), y: 0.6 + next() * 0.4, r: 0.25, color: "#9db7da", alpha: 0.35 });
  }
  return shapes;
}

function bokeh(next: () => number): Shape[] {
  const base = pick(next, ["#5a2a27", "#23402f", "#2a2550", "#5b3a1e", "#173a47"]);
  const light = pick(next, ["#ffd27d", "#ff9f80", "#b8f0c8", "#a9c8ff", "#f7b7d8"]);
  const shapes: Shape[] = [
    { kind: "sky", stops: [blend(base, "#000000", 0.4), base, blend(base, light, 0.25)] },
  ];
  shapes.push({ kind: "glow", x: next(), y: next(), r: 0.8, color: light, alpha: 0.35 });
  for (let i = 0; i < 26; i++) {
    shapes.push({
      kind: "disc",
      x: next(),
      y: next(),
      r: 0.03 + next() * 0.1,
      color: blend(light, "#ffffff", next() * 0.5),
      alpha: 0.08 + next() * 0.22,
    });
  }
  return shapes;
}
