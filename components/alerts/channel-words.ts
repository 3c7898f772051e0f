/** By what somebody is notified. */
export const channelWords: Readonly<Record<string, string>> = {
  mail: 'by e-mail',
  browser: 'in the browser',
  webhook: 'by webhook',
  slack: 'by Slack',
}
