import { playRack } from "./rackSuite";

playRack(9);
