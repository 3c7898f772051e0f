/** The name of this machine for itself; URL writes every form of an IPv4 address with four numbers. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether what is sent to this URL can be read and changed on the way: plain http to another machine. */
export function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !loopback.test(hostname)
}
