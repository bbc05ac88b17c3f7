// What every screen is made of, from the files of its parts. Native elements first.

export * from './page.tsx'
export * from './press.tsx'
export * from './load.tsx'
export * from './shown.tsx'
