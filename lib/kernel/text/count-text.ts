/** 9402 → "9,402"; from a million up "1.17 M". */
export const countText = (count: number): string =>
  count < 1_000_000
    ? count.toLocaleString('en-GB')
    : `${(count / 1e6).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} M`

/** An incomplete count: "808+", or an empty text while nothing was found. */
export const atLeastText = (count: number): string => (count === 0 ? '' : `${countText(count)}+`)
