/** A part of a picture that an answer tells of, in pixels of the picture. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
  label: string;
}

/**
 * The faces that an answer found: `detections[].bbox` with corners, as the face surface says it, or `faces[]` with a corner
 * and a size, as the commands do.
 */
export function boxesOf(answer: unknown): Box[] {
  if (!isRecord(answer)) {
    return [];
  }
  const { detections, faces } = answer;
  return [
    ...(Array.isArray(detections) ? detections.flatMap(detected) : []),
    ...(Array.isArray(faces) ? faces.flatMap(placed) : []),
  ];
}

function detected(one: unknown, index: number): Box[] {
  if (!isRecord(one)) {
    return [];
  }
  const { bbox } = one;
  const [x1, y1, x2, y2] = Array.isArray(bbox)
    ? bbox
    : isRecord(bbox)
      ? [bbox.x1, bbox.y1, bbox.x2, bbox.y2]
      : [];
  return [x1, y1, x2, y2].every(isNumber)
    ? [{ left: x1, top: y1, width: x2 - x1, height: y2 - y1, label: labelOf(one, index) }]
    : [];
}

function placed(one: unknown, index: number): Box[] {
  if (!isRecord(one)) {
    return [];
  }
  const { left, top, width, height } = one;
  return isNumber(left) && isNumber(top) && isNumber(width) && isNumber(height)
    ? [{ left, top, width, height, label: labelOf(one, index) }]
    : [];
}

/** The confidence in percent, or which one it is. */
function labelOf({ confidence, score }: Record<string, unknown>, index: number): string {
  const sure = isNumber(confidence) ? confidence : isNumber(score) ? score : null;
  return sure !== null && sure >= 0 && sure <= 1 ? `${Math.round(sure * 100)} %` : `${index + 1}`;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
