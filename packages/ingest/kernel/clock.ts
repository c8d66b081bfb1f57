import { isSame } from "./bytes";

/** The first millisecond of the day whose text stands there; NaN if there is no such day. Asked when the day changes. */
declare function startOfDay(at: usize, length: i32): f64;

const dayText = memory.data(16, 16);
let dayLength: i32 = 0;
let dayStart: f64 = NaN;

/** A day's first millisecond: the records of a file are mostly of the same one. */
export function dayMs(at: usize, length: i32): f64 {
  if (length == dayLength && isSame(at, dayText, length)) return dayStart;
  dayLength = 0;
  dayStart = startOfDay(at, length);
  memory.copy(dayText, at, length);
  dayLength = length;
  return dayStart;
}

/** `hh:mm:ss` as milliseconds of the day; -1 if it is no time that every clock shows. */
export function clockMs(at: usize): f64 {
  const hour = twoDigits(at);
  const minute = twoDigits(at + 3);
  const second = twoDigits(at + 6);
  const isParted = load<u8>(at + 2) == 0x3a && load<u8>(at + 5) == 0x3a;
  const isTime = isParted && hour >= 0 && minute >= 0 && second >= 0 && hour < 24 && minute < 60 && second < 60;
  return isTime ? <f64>(((hour * 60 + minute) * 60 + second) * 1000) : -1;
}

function twoDigits(at: usize): i32 {
  const tens = <i32>load<u8>(at) - 0x30;
  const ones = <i32>load<u8>(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
