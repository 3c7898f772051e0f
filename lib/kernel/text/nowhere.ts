/** Whether nobody can have this mail address: below .invalid (RFC 2606), where the accounts of local mode have theirs. */
export const isNowhere = (address: string): boolean => /\.invalid$/i.test(address)
