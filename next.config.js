/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Bundling TypeORM breaks its lazy driver loading ("Postgres package has not been found").
  serverExternalPackages: ['typeorm', 'pg', '@node-rs/argon2', 'better-auth'],
  // One way in: no optimiser endpoint that could fetch or reveal anything.
  images: { unoptimized: true },
  // `npm test` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default config
