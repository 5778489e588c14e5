import { describe, expect, it } from "vitest";
import { answerTime, clockDifference, jobTrouble } from "./checks";

describe("the health of a server", () => {
  it("is good when it answers soon and the clocks agree", () => {
    expect(answerTime(12).state).toBe("ok");
    expect(answerTime(4000).state).toBe("warn");
    expect(clockDifference(-900).state).toBe("ok");
    expect(clockDifference(-3_600_000)).toMatchObject({
      state: "bad",
      text: expect.stringContaining("3600 seconds"),
    });
  });

  it("is troubled by jobs that were given up more than by those that are tried again", () => {
    expect(jobTrouble(0, 0).state).toBe("ok");
    expect(jobTrouble(0, 3)).toEqual({ state: "warn", text: "3 jobs will be tried again" });
    expect(jobTrouble(1, 3)).toEqual({ state: "bad", text: "1 job was given up" });
  });
});
