import type { FinishColumn, FinishValue } from "../statement.ts";
import type { Reach } from "./condition.ts";
import { refuse } from "./refuse.ts";
import type { InsightsValue } from "./value.ts";

/** Columns of groups, for `having`: what `stats` gave, before it is read. */
export function columnReach(columns: readonly FinishColumn[]): Reach {
  return (operand) => {
    const column = operand.kind === "output" ? columns.find(({ name }) => name === operand.name) : undefined;
    if (column === undefined) throw new Error("`having` speaks of columns");
    return { ...cellText(column.value), type: column.type, open: column.value.kind === "cell" && column.value.open };
  };
}

/** The mark before a text is cut off: nothing looks like an empty text then. */
function cellText(value: FinishValue): Pick<InsightsValue, "text" | "present" | "guarded"> {
  switch (value.kind) {
    case "cell":
      if (value.as === "count") return { text: value.cell, present: `${value.cell} >= 0` };
      if (value.as === "plain") return { text: value.cell, present: `ispresent(${value.cell})` };
      if (value.as === "epoch") return refuse("`having` on a time", "it is a number there");
      return { text: `substr(${value.cell}, 1)`, present: `${value.cell} != "-"`, guarded: true };
    case "counted": {
      const { text, guarded = false } = cellText(value.value);
      return { text, present: `${cellText(value.count).text} > 0`, guarded };
    }
    case "certain":
      return refuse("`having` on different values of open JSON", "a boolean reads like a number there");
    case "difference": {
      const text = `(${cellText(value.of).text} - ${cellText(value.less).text})`;
      return { text, present: `${text} >= 0` };
    }
    case "quotient": {
      const [of, to] = [cellText(value.of), cellText(value.to)];
      return { text: `(${of.text} / ${to.text})`, present: `${of.present} and ${to.present} and ${to.text} != 0` };
    }
  }
}
