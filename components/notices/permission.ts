/** Whether this browser may show notifications of Hakim. `Notification.permission` is wrong in browsers without a window. */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window) || !('permissions' in navigator)) return false
  return (await navigator.permissions.query({ name: 'notifications' })).state === 'granted'
}

/** Asks for it; only after a click, or browsers refuse for good. */
export async function askToNotify(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted'
}
