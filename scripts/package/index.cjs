require("./check-node.js");
module.exports = require("./tandem.js");
