/** A QR code of `size` × `size` modules; `path` draws the dark ones. */
export type QrCode = { size: number; path: string }
