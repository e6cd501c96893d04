import "./chart.css";
import { ChartElement } from "./bt-chart";
import { UdfChartElement } from "./bt-udf-chart";

customElements.define("bt-chart", ChartElement);
customElements.define("bt-udf-chart", UdfChartElement);
