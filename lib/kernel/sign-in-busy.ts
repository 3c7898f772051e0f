/** What somebody reads while too many sign in at once, and the seconds until a retry makes sense. */
export const signInBusy = {
  detail: 'Too many people are signing in at this moment; nothing was tried. Try again in 5 s.',
  retryAfter: 5,
}
