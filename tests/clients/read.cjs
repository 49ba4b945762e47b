// Reads the hub's figures with the npm module sdmx-rest, as somebody who evaluates them in JavaScript does. Arguments: the
// address of /sdmx, the dataflow, the series; LONTAR_TOKEN: who reads. The module comes from NODE_PATH.
const assert = require('node:assert/strict');
const sdmx = require('sdmx-rest');

const [address, flow, series] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.LONTAR_TOKEN}` };
const first = sdmx.getService({ url: `${address}/v1`, api: 'v1.5.0' });
const second = sdmx.getService({ url: `${address}/v2`, api: 'v2.0.0' });

// The answer in a format of the module's, which refuses any other content type.
const read = async (query, service, accept, as = headers) => {
  const response = await sdmx.request2(query, service, { headers: { ...as, Accept: accept } });
  sdmx.checkMediaType(accept, response);
  return response.text();
};

const figuresOfFirst = async () => {
  const query = sdmx.getDataQuery({ flow: `ASEC,${flow}`, key: series, start: '2012', end: '2016' });
  const message = JSON.parse(await read(query, first, sdmx.data.DataFormat.SDMX_JSON_1_0_0));
  const [only] = Object.values(message.data.dataSets[0].series);
  assert.deepEqual(Object.values(only.observations).map(([value]) => value), [11.5, 9.25]);
  const csv = await read(sdmx.getDataQuery({ flow, lastNObs: 1, key: series }), first,
    sdmx.data.DataFormat.SDMX_CSV_WITH_BOTH_LABELS);
  assert.match(csv, /KH: Cambodia/);
  assert.match(csv, /9\.25/);
  assert.doesNotMatch(csv, /11\.50/);
  const structure = sdmx.getMetadataQuery({ resource: 'datastructure', agency: 'ASEC', id: flow, references: 'children' });
  const text = await sdmx.request(structure, first, { headers: { Accept: sdmx.metadata.MetadataFormat.SDMX_ML_2_1_STRUCTURE } });
  assert.match(text, /<str:Codelist id="CL_INDICATOR"/);
  const found = await sdmx.request(sdmx.getAvailabilityQuery({ flow: `ASEC,${flow}` }), first, { headers });
  assert.match(found, /<com:Annotation id="obs_count">\s*<com:AnnotationTitle>4</);
};

const figuresOfSecond = async () => {
  const query = sdmx.getDataQuery2({
    context: `dataflow=ASEC:${flow}(2025.1.0)`, key: series, filters: ['TIME_PERIOD=ge:2016'],
  });
  const csv = await read(query, second, sdmx.data.DataFormat.SDMX_CSV_2_0_0);
  assert.equal(csv.trimEnd().split('\n').length, 2);
  assert.match(csv, /,2016,9\.25,/);
  const message = JSON.parse(await read(query, second, sdmx.data.DataFormat.SDMX_JSON_2_0_0));
  assert.equal(message.data.dataSets[0].action, 'Replace');
  await read(query, second, sdmx.data.DataFormat.SDMX_ML_3_0_0);
};

// Who may see nothing is told that there is nothing.
const nothingForOthers = async () => {
  const query = sdmx.getDataQuery2({ context: `dataflow=ASEC:${flow}(2025.1.0)` });
  const response = await sdmx.request2(query, second, { headers: { Accept: sdmx.data.DataFormat.SDMX_CSV_2_0_0 } });
  assert.equal(response.status, 204);
  await assert.rejects(sdmx.request(sdmx.getDataQuery({ flow }), first), /404/);
};

(async () => {
  await figuresOfFirst();
  await figuresOfSecond();
  await nothingForOthers();
  console.log('read with sdmx-rest');
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
