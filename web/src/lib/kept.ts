// The few wishes of a browser that outlive a visit: language and look. Never who somebody is.

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`linli.${name}`)
  } catch {
    return null // where storage is refused, a wish lasts as long as the page
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`linli.${name}`, value)
  } catch {
    // as above
  }
}
