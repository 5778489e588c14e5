/** One stretch of a photo list that is loaded at once: a month of the timeline, or a whole album. */
export interface Section {
  key: string;
  count: number;
}

/**
 * Where the sections of a list are on an endless sheet, in CSS pixels from its top. A section starts with an estimated
 * height and gets its real one when its photos are known.
 */
export class Geometry {
  private readonly heights: Float64Array;
  private readonly tops: Float64Array;

  constructor(
    readonly sections: readonly Section[],
    heightOf: (section: Section) => number,
    /** What stands above the first section. */
    readonly head: number,
  ) {
    this.heights = Float64Array.from(sections, heightOf);
    this.tops = new Float64Array(sections.length + 1);
    this.stack(0);
  }

  /** The height of everything. */
  get total(): number {
    return this.tops[this.sections.length]!;
  }

  top(index: number): number {
    return this.tops[index]!;
  }

  height(index: number): number {
    return this.heights[index]!;
  }

  /** The section at `y`: the first or the last one where `y` is outside. `-1` when there is none. */
  indexAt(y: number): number {
    let low = 0;
    let high = this.sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle]! <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? -1 : low;
  }

  /**
   * Gives a section its real height. Answers by how much the view, whose top is at `viewTop`, has to move so that what it
   * shows stays where it is.
   */
  setHeight(index: number, height: number, viewTop: number, viewHeight: number): number {
    const old = this.heights[index]!;
    const delta = height - old;
    if (delta === 0) {
      return 0;
    }
    const top = this.tops[index]!;
    this.heights[index] = height;
    this.stack(index);
    if (top >= viewTop) {
      return 0;
    }
    if (top + old <= viewTop + viewHeight) {
      // It ends above or inside the view: what comes after it stays.
      return delta;
    }
    // It covers the whole view, which happens after a jump: stay at the same part of it.
    return delta * ((viewTop - top) / old);
  }

  private stack(from: number): void {
    this.tops[0] = this.head;
    for (let i = from; i < this.heights.length; i++) {
      this.tops[i + 1] = this.tops[i]! + this.heights[i]!;
    }
  }
}
