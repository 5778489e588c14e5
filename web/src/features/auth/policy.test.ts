import { describe, expect, it } from "vitest";
import { meets, PASSWORD_RULES, USERNAME_RULES } from "./policy";

describe("the name policy", () => {
  it.each(["ann", "ann.b", "a1-b2_c3", "Ann", " ann ", "a".repeat(32)])("takes %j", (name) => {
    expect(meets(name, USERNAME_RULES)).toBe(true);
  });

  it.each(["an", "1ann", "ann..b", "ann-", "ann b", "änn", "a".repeat(33), ""])("refuses %j", (name) => {
    expect(meets(name, USERNAME_RULES)).toBe(false);
  });
});

describe("the password policy", () => {
  it("counts bytes, not characters", () => {
    expect(meets("Aa1ééé", PASSWORD_RULES)).toBe(false);
    expect(meets("Aa1éééé", PASSWORD_RULES)).toBe(true);
    expect(meets(`Aa1${"é".repeat(35)}`, PASSWORD_RULES)).toBe(false);
  });

  it("wants small, capital and digit", () => {
    for (const weak of ["alllowercase1", "ALLUPPERCASE1", "NoDigitsHere", "short1A"]) {
      expect(meets(weak, PASSWORD_RULES)).toBe(false);
    }
    expect(meets("GoodEnough1", PASSWORD_RULES)).toBe(true);
  });
});
