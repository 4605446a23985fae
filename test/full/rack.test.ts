import { playRack } from "../lab/rackSuite";

playRack(20);
