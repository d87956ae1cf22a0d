<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60" fill="none">
  <path d="M10 9a5 5 0 0 1 5-5h33a2 2 0 0 1 2 2v43a2 2 0 0 1-2 2H15a5 5 0 0 0-5 5V9Z" fill="#14532d" stroke="#bbf7d0" stroke-width="3" stroke-linejoin="round"/>
  <path d="M10 54a5 5 0 0 1 5-5h35v7H15a5 5 0 0 1-5-2Z" fill="#bbf7d0" stroke="#bbf7d0" stroke-width="2" stroke-linejoin="round"/>
  <path d="M20 28h20" stroke="#bbf7d0" stroke-width="3.2" stroke-linecap="round"/>
</svg>
