/** What the engine has of the language so far; generated queries and the corpus hold nothing else. */
export const landed = {
  distinct: true,
  ratio: true,
  fill: true,
  parameters: true,
  union: true,
  join: false,
};

/** Whether the engine has all that the query (as JSON text) is made of. */
export function hasLanded(query: object): boolean {
  const text = JSON.stringify(query);
  return Object.entries(landed).every(
    ([word, there]) => there || !(text.includes(`"${word}":`) || text.includes(`"fn":"${word}"`)),
  );
}
