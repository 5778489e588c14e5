import { randomId } from "./session";

/** A file that travels in chunks: which of them are on their way, and how far. Indexes count from 0. */
export class ChunkedFile {
  readonly total: number;
  private readonly session = randomId();
  private readonly sent = new Map<number, number>();
  private next = 0;
  private again: number[] = [];
  private inFlight = 0;

  constructor(
    readonly key: number,
    readonly hash: string,
    private readonly file: File,
    private readonly chunkSize: number,
  ) {
    this.total = Math.ceil(file.size / chunkSize);
  }

  /** The next chunk to send, lost ones first; `null` when all are on their way or there. */
  take(): number | null {
    const index = this.again.shift() ?? (this.next < this.total ? this.next++ : null);
    if (index !== null) {
      this.inFlight++;
    }
    return index;
  }

  /** The part of a request that carries a chunk. */
  part(index: number): { name: string; body: Blob; fileName: string } {
    const from = index * this.chunkSize;
    return {
      name: `chunk_${this.session}_${index}_${this.total}`,
      body: this.file.slice(from, Math.min(this.file.size, from + this.chunkSize)),
      fileName: this.file.name,
    };
  }

  /** Notes how much of a chunk has left, as a share, and answers how many bytes of the file have. */
  progress(index: number, share: number): number {
    const size = Math.min(this.chunkSize, this.file.size - index * this.chunkSize);
    this.sent.set(index, Math.round(size * share));
    return [...this.sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Puts a lost chunk back in line. */
  retry(index: number): void {
    this.again.push(index);
  }

  /** A chunk is there, lost or given up. */
  landed(): void {
    this.inFlight--;
  }

  /** Whether there is nothing more to send and nothing on its way. */
  get isOver(): boolean {
    return this.next === this.total && this.again.length === 0 && this.inFlight === 0;
  }
}
