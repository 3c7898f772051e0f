/** 9402 → "9,402"; from a million on "1.17 M". */
export const countText = (count: number): string =>
  count < 1_000_000
    ? count.toLocaleString('en-GB')
    : `${(count / 1e6).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} M`
