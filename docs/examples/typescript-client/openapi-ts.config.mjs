// OPENAPI: the document of the utility, as a URL or a file.
export default {
  input: process.env.OPENAPI ?? 'https://utility.example/DataCustodian/openapi.json',
  output: { path: 'client', module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
