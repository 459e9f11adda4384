const { CallCow } = require('./dist/nodes/CallCow/CallCow.node.js');
const { CallCowTrigger } = require('./dist/nodes/CallCow/CallCowTrigger.node.js');
const { CallCowApi } = require('./dist/credentials/CallCowApi.credentials.js');

module.exports = { CallCow, CallCowTrigger, CallCowApi };
