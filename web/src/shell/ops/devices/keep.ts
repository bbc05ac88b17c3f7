// Handing a table to the person as a file. A mark of the byte order lets spreadsheets read it.

export function keepFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', text.replace(/^\ufeff/, '')], { type: 'text/csv' }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
